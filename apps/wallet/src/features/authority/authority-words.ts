export const authorityWords = {
  en: {
    together: 'Any {{threshold}} of the {{trustees}} trustees of {{name}} together',
    alone: 'Any one trustee of {{name}} alone',
    seats: '{{threshold}} of {{trustees}}',
  },
  zh: {
    together: '“{{name}}”的 {{trustees}} 位受托人中任意 {{threshold}} 位共同',
    alone: '“{{name}}”的任何一位受托人即可单独',
    seats: '{{trustees}} 中取 {{threshold}}',
  },
} as const
