export const designWords = {
  en: { showPassphrase: 'Show passphrase', hidePassphrase: 'Hide passphrase' },
  zh: { showPassphrase: '显示口令', hidePassphrase: '隐藏口令' },
} as const
