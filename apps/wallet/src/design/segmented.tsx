import { Label, Radio, RadioGroup } from 'react-aria-components'
import './segmented.css'

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly onChange: (value: Value) => void
}

/** A choice of two or three, all of them in sight. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <RadioGroup
      className="segmented"
      orientation="horizontal"
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Label className="segmented-label">{label}</Label>
      <div className="segmented-track">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="segmented-option">
            {option.text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
