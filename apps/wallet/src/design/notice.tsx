import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './notice.css'

type NoticeTone = 'plain' | 'good' | 'care' | 'bad'

const icons = { plain: Info, good: CircleCheck, care: TriangleAlert, bad: CircleAlert }

interface NoticeProps {
  readonly tone?: NoticeTone
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Something the holder should know. Bad news is read aloud at once. */
export function Notice({ tone = 'plain', title, children, actions }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      <Icon aria-hidden />
      <div className="notice-body">
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  )
}
