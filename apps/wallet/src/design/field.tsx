import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './field.css'

interface FieldProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string
  readonly hint?: ReactNode
  readonly problem?: string | undefined
  readonly lines?: number
  readonly placeholder?: string
  readonly look?: 'text' | 'code'
}

export function Field({
  label,
  hint,
  problem,
  lines,
  placeholder,
  look = 'text',
  type,
  ...rest
}: FieldProps) {
  const { t } = useTranslation('design')
  const [plain, setPlain] = useState(false)
  const secret = type === 'password'
  const shown = placeholder === undefined ? {} : { placeholder }
  return (
    <TextField
      {...rest}
      type={secret && plain ? 'text' : (type ?? 'text')}
      isInvalid={problem !== undefined}
      className={`field field-${look}`}
    >
      <Label className="field-label">{label}</Label>
      <div className="field-box">
        {lines ? <TextArea rows={lines} {...shown} /> : <Input {...shown} />}
        {secret && (
          <AriaButton
            className="field-reveal"
            aria-label={plain ? t('hidePassphrase') : t('showPassphrase')}
            onPress={() => setPlain(!plain)}
          >
            {plain ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </AriaButton>
        )}
      </div>
      {hint !== undefined && problem === undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </TextField>
  )
}
