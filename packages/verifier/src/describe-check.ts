import type { LocalizedText } from '@velum/credential'
import type { Check } from './verdict.ts'

const words: Readonly<Record<Check['name'], LocalizedText>> = {
  'presentation-members': { en: 'Nothing is hidden in the envelope', zh: '外层没有夹带内容' },
  'presentation-context': { en: 'The envelope is of the expected kind', zh: '外层种类符合预期' },
  'presentation-proof-count': { en: 'The envelope is signed once', zh: '外层只有一个签名' },
  'presentation-proof': { en: 'The envelope’s signature is complete', zh: '外层签名完整' },
  'presentation-cryptosuite': {
    en: 'The envelope’s signature is of the expected kind',
    zh: '外层签名种类符合预期',
  },
  challenge: { en: 'It answers this very request', zh: '针对本次请求作出' },
  audience: { en: 'It was made for this service', zh: '为本服务作出' },
  'holder-key': { en: 'The one-time key is well-formed', zh: '一次性密钥格式正确' },
  'holder-signature': { en: 'The one-time key signed the envelope', zh: '一次性密钥签署了外层' },
  'credential-context': { en: 'Its words have known meanings', zh: '所用词汇含义已知' },
  'credential-members': { en: 'Nothing is hidden in the credential', zh: '凭证没有夹带内容' },
  'proof-count': { en: 'The credential has one proof', zh: '凭证只有一个证明' },
  'proof-members': { en: 'The proof is complete', zh: '证明完整' },
  cryptosuite: { en: 'The proof is of the expected kind', zh: '证明种类符合预期' },
  'proof-kind': { en: 'Only chosen facts are shown', zh: '只出示了所选内容' },
  'proof-encoding': { en: 'The proof is encoded canonically', zh: '证明采用规范编码' },
  'proof-length': { en: 'The proof has the right length', zh: '证明长度正确' },
  'proof-scalars': { en: 'The proof’s numbers are in range', zh: '证明中的数值在有效范围内' },
  'mandatory-indexes': { en: 'Constant statements are in order', zh: '固定陈述的序号有序' },
  'selective-indexes': { en: 'Chosen statements are in order, none twice', zh: '所选陈述的序号有序且不重复' },
  'index-count': { en: 'As many statements as positions', zh: '陈述数与序号数一致' },
  'label-map': { en: 'Labels are those of every holder', zh: '标签与所有持有人一致' },
  'presentation-header': {
    en: 'The proof is bound to this request and service',
    zh: '证明与本次请求及本服务绑定',
  },
  'trusted-issuer': { en: 'The issuer is one this service trusts', zh: '颁发机构受本服务信任' },
  template: { en: 'The kind of credential is one this service accepts', zh: '凭证种类受本服务认可' },
  'template-constants': { en: 'Constant parts are the template’s', zh: '固定部分与模板一致' },
  claims: { en: 'The facts have the right form', zh: '内容格式正确' },
  'valid-from': { en: 'The credential is valid already', zh: '凭证已经生效' },
  'valid-until': { en: 'The credential has not expired', zh: '凭证没有过期' },
  'issuer-key': { en: 'The issuer stands by its key', zh: '颁发机构承认该密钥' },
  signature: { en: 'The issuer signed these facts', zh: '颁发机构签署了这些内容' },
  'always-disclosed': { en: 'What is always shown is shown', zh: '必须出示的内容均已出示' },
  statements: { en: 'As many statements as every holder has', zh: '陈述数与所有持有人一致' },
  status: { en: 'The issuer has not revoked it', zh: '颁发机构没有撤销' },
  'holder-binding': { en: 'Whoever shows it holds its secrets', zh: '出示者掌握其中的秘密' },
  'same-holder': {
    en: 'At least two are bound where one holder must show',
    zh: '须证明同一持有人时，至少有两份绑定凭证',
  },
  'binding-proof': { en: 'The proof by its holder is complete', zh: '持有人证明完整' },
  'binding-encoding': { en: 'The proof by its holder is encoded canonically', zh: '持有人证明采用规范编码' },
  'credential-count': { en: 'As many credentials as were asked for', zh: '凭证数与请求一致' },
  'bound-sources': { en: 'There is something to check the binding against', zh: '具备核验绑定的依据' },
  'link-hidden': { en: 'The tie to the holder stays hidden', zh: '与持有人的关联保持隐藏' },
  'proof-statements': {
    en: 'Everything that was asked is proved, and no more',
    zh: '所请求的均已证明，且别无其他',
  },
  'bound-template': { en: 'The kind of bound credential is known', zh: '绑定凭证的种类已知' },
  authority: { en: 'The public register recognises the trustees', zh: '公开登记认可这些受托人' },
  'authority-epoch': { en: 'The trustees’ key is the current one', zh: '受托人的密钥是当前的' },
  profile: {
    en: 'The issuer published this kind for everyone alike',
    zh: '颁发机构已为所有人统一公布该种类',
  },
  'profile-authority': { en: 'It is sealed for the trustees that were named', zh: '为所指定的受托人密封' },
  binding: { en: 'The issuer bound it to this holder', zh: '颁发机构将其绑定于本持有人' },
  'binding-numbers': { en: 'The hidden numbers are those of the credential', zh: '隐藏数值与凭证一致' },
  transcript: { en: 'Every part is proved for this very request', zh: '每一部分都针对本次请求得到证明' },
  'claims-asked-for': { en: 'Everything asked for is shown', zh: '所请求的内容均已出示' },
  'nothing-else-shown': { en: 'Nothing else is shown', zh: '没有出示其他内容' },
  'one-presentation': { en: 'Everything stands in one answer', zh: '所有内容在同一份回答之中' },
  'evidence-kept': { en: 'The record for the trustees is kept, sealed', zh: '供受托人使用的记录已密封保存' },
}

/** Says what a check found out when it passed, in a few words. */
export function describeCheck(name: Check['name'], language: keyof LocalizedText): string {
  return words[name][language]
}
