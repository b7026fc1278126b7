import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Segmented } from '../../design/segmented.tsx'
import { useLanguage } from '../../language/use-language.ts'
import { applyTheme, readTheme } from '../../platform/preferences.ts'

export function LookAndLanguage() {
  const { t } = useTranslation('settings')
  const { language, change } = useLanguage()
  const [theme, setTheme] = useState(readTheme)
  return (
    <div className="panel rows">
      <div className="setting">
        <Segmented
          label={t('language')}
          value={language}
          onChange={change}
          options={[
            { value: 'en', text: 'English' },
            { value: 'zh', text: '中文' },
          ]}
        />
      </div>
      <div className="setting">
        <Segmented
          label={t('theme')}
          value={theme}
          onChange={(next) => {
            applyTheme(next)
            setTheme(next)
          }}
          options={[
            { value: 'auto', text: t('theme_auto') },
            { value: 'light', text: t('theme_light') },
            { value: 'dark', text: t('theme_dark') },
          ]}
        />
      </div>
    </div>
  )
}
