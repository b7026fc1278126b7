/** Every text of the element, in the two languages it speaks. */
export interface ElementWords {
  readonly show: string
  readonly title: string
  readonly here: string
  readonly hereHint: string
  readonly openWallet: string
  readonly hereOnly: string
  readonly elsewhere: string
  readonly elsewhereHint: string
  readonly qrLabel: string
  readonly waiting: string
  readonly answered: string
  readonly expired: string
  readonly again: string
  readonly failed: string
  readonly otherWallet: string
  readonly walletAddress: string
  readonly use: string
  readonly walletInvalid: string
  readonly close: string
}

export const elementWords: Readonly<Record<'en' | 'zh', ElementWords>> = {
  en: {
    show: 'Show with my wallet',
    title: 'Answer with your wallet',
    here: 'On this device',
    hereHint: 'Your wallet opens, shows what is asked, and brings you back.',
    openWallet: 'Open my wallet',
    hereOnly:
      'This answer is given on this device only. A code could be passed on, and would make you answer for somebody else.',
    elsewhere: 'On another device',
    elsewhereHint: 'Scan this with the wallet on your phone. This page goes on by itself.',
    qrLabel: 'QR code that opens the request in a wallet on another device',
    waiting: 'Waiting for your wallet …',
    answered: 'Your wallet has answered. One moment …',
    expired: 'This request has expired.',
    again: 'Start again',
    failed: 'The service cannot be reached at the moment.',
    otherWallet: 'Use another wallet',
    walletAddress: 'Address of your wallet',
    use: 'Use it',
    walletInvalid: 'The address must start with https://.',
    close: 'Cancel',
  },
  zh: {
    show: '用我的钱包出示',
    title: '用您的钱包作答',
    here: '在本设备上',
    hereHint: '将打开您的钱包，说明所请求的内容，然后带您返回。',
    openWallet: '打开我的钱包',
    hereOnly: '此回答只能在本设备上作出。二维码可能被人转发，使您替他人作答。',
    elsewhere: '在另一台设备上',
    elsewhereHint: '请用手机上的钱包扫描，本页会自动继续。',
    qrLabel: '在另一台设备的钱包中打开此请求的二维码',
    waiting: '正在等待您的钱包……',
    answered: '您的钱包已作答，请稍候……',
    expired: '此请求已过期。',
    again: '重新开始',
    failed: '目前无法连接本服务。',
    otherWallet: '使用其他钱包',
    walletAddress: '您的钱包网址',
    use: '使用',
    walletInvalid: '网址必须以 https:// 开头。',
    close: '取消',
  },
}
