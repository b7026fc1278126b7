import { Button as AriaButton } from 'react-aria-components'
import { useLanguage } from '../language/use-language.ts'

/** Offers the language that the page is not in, in that language. */
export function LanguageSwitch() {
  const { language, change } = useLanguage()
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <AriaButton className="language-switch" onPress={() => change(other)}>
      <span lang={other}>{other === 'zh' ? '中文' : 'English'}</span>
    </AriaButton>
  )
}
