export const authorityWords = {
  en: {
    together: 'Any {{threshold}} of the {{trustees}} trustees of {{name}} together',
    alone: 'Any one trustee of {{name}} alone',
    aloneWarning: 'One person is enough here: nobody else has to agree.',
    seats: '{{threshold}} of {{trustees}}',
  },
  zh: {
    together: '“{{name}}”的 {{trustees}} 位受托人中任意 {{threshold}} 位联合起来',
    alone: '“{{name}}”的任何一位受托人单独',
    aloneWarning: '一个人就够了：无须任何其他人同意。',
    seats: '{{trustees}} 中取 {{threshold}}',
  },
} as const
