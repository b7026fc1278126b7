import type { Language } from '../platform/preferences.ts'

const tags = { en: 'en-GB', zh: 'zh-CN' } as const
const calendarDate = /^\d{4}-\d{2}-\d{2}$/

export function isCalendarDate(text: string): boolean {
  return calendarDate.test(text) && !Number.isNaN(Date.parse(text))
}

/** A day of the calendar (`YYYY-MM-DD`, no time zone) or the local day of a moment. */
export function formatDate(text: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' }
  if (isCalendarDate(text)) options.timeZone = 'UTC'
  return new Intl.DateTimeFormat(tags[language], options).format(new Date(text))
}

/** The month of a moment, as cards carry it. */
export function formatMonth(iso: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', timeZone: 'UTC' }
  return new Intl.DateTimeFormat(tags[language], options).format(new Date(iso))
}

/** The time of day of a moment, where the holder is. */
export function formatTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(tags[language], { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** A moment as people say it: the time today, else the day with the time. */
export function formatMoment(iso: string, language: Language, now: Date): string {
  const moment = new Date(iso)
  const sameDay = moment.toDateString() === now.toDateString()
  const options: Intl.DateTimeFormatOptions = sameDay
    ? { hour: '2-digit', minute: '2-digit' }
    : { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat(tags[language], options).format(moment)
}
