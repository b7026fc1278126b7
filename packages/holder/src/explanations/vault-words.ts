import type { VaultErrorCode } from '@velum/vault'
import type { WordsByCode } from './words.ts'

export const vaultWords: WordsByCode<VaultErrorCode> = {
  'vault-missing': {
    en: ['There is no wallet on this device, or it was erased.', 'Create one, or restore a backup.'],
    zh: ['此设备上没有钱包，或钱包已被清除。', '请新建钱包，或从备份恢复。'],
  },
  'vault-exists': {
    en: ['There is a wallet on this device already.', 'Unlock it, or erase it first.'],
    zh: ['此设备上已有钱包。', '请解锁它，或先将其清除。'],
  },
  'vault-locked': {
    en: ['The wallet is locked.', 'Unlock it with your passphrase, then try again.'],
    zh: ['钱包已锁定。', '请输入口令解锁后再试。'],
  },
  'vault-corrupted': {
    en: [
      'A part of what this wallet has stored is damaged. This is not about your passphrase.',
      'Restore a backup. Without one, erase the wallet and ask the issuers for your cards again.',
    ],
    zh: [
      '钱包的部分存储已损坏，与口令无关。',
      '请从备份恢复；没有备份时，请清除钱包，并请颁发机构重新颁发卡片。',
    ],
  },
  'vault-too-new': {
    en: ['A newer version of the wallet wrote this.', 'Update the wallet, then open it again.'],
    zh: ['此内容由更新版本的钱包写入。', '请更新钱包后再打开。'],
  },
  'wrong-passphrase': {
    en: [
      'This is not the right passphrase.',
      'Check capital letters and the keyboard language, then try again.',
    ],
    zh: ['口令不正确。', '请检查大小写和输入法后再试。'],
  },
  'passphrase-too-short': {
    en: [
      'The passphrase is too short.',
      'Use at least eight characters; a few unrelated words are easiest to remember.',
    ],
    zh: ['口令太短。', '请至少使用八个字符；几个互不相关的词最容易记住。'],
  },
  'backup-invalid': {
    en: ['This file is not a backup of a wallet, or it is damaged.', 'Choose another file.'],
    zh: ['此文件不是钱包备份，或已损坏。', '请选择其他文件。'],
  },
  'write-conflict': {
    en: [
      'Another tab keeps changing the same things.',
      'Close the other tabs of the wallet, then try again.',
    ],
    zh: ['另一个标签页正在不断更改相同的内容。', '请关闭钱包的其他标签页后再试。'],
  },
  'storage-full': {
    en: [
      'This device has no room left for the wallet. Nothing was changed.',
      'Free some space, then try again.',
    ],
    zh: ['此设备的存储空间不足，未作任何更改。', '请释放空间后再试。'],
  },
  'storage-unavailable': {
    en: [
      'The browser does not let the wallet store anything.',
      'Leave private browsing, or allow this page to store data.',
    ],
    zh: ['浏览器不允许钱包存储数据。', '请退出无痕浏览，或允许此页面存储数据。'],
  },
}
