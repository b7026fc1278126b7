import { marketHomePage } from '../pages/market/market-home-page.ts'
import { offer } from './offer.ts'
import type { Service } from './service.ts'

/** Tideway Market lends stalls on the quay. Beside the library it shows that two services cannot put together what they know. */
export const market: Service = {
  id: 'market',
  name: { en: 'Tideway Market', zh: '潮汐市集' },
  requests: {},
  menu: [
    { path: '/', label: { en: 'The market', zh: '市集' } },
    { path: '/account', label: { en: 'Account', zh: '账户' } },
    { path: '/deposit', label: { en: 'Stalls', zh: '摊位' } },
  ],
  words: {
    foot: {
      en: 'An invented market. Of an account we keep what its page lists, the ids of the last visits, and the sealed proofs for the trustees.',
      zh: '这是一个虚构的市集。账户只保留其页面所列的内容、最近几次访问的编号，以及供受托人使用的密封证明。',
    },
    home: { en: 'Back to the market', zh: '返回市集' },
    lost: { en: 'The tide took this page', zh: '此页已被潮水带走' },
    here: { en: 'this market', zh: '本市集' },
    accountLead: {
      en: 'Regulars get their coffee without asking. Your wallet makes up a pseudonym for this market alone, so we know you again and still not who you are.',
      zh: '老主顾的咖啡不必开口。您的钱包会专为本市集生成一个假名：我们认得您，却不知道您是谁。',
    },
    depositTitle: { en: 'A stall for the day', zh: '一日摊位' },
    depositLead: {
      en: 'Sell under any name you like. Your wallet seals your real one for a group of trustees, together with the words that you agree to. Bring everything back and nobody ever opens it.',
      zh: '您可以用任何名号摆摊。钱包会把您的真名连同您所同意的文字一起密封给一组受托人。只要如数归还，就永远不会有人打开它。',
    },
    depositPurpose: { en: 'To lend you what a stall needs.', zh: '为了向您出借摆摊所需。' },
    depositAction: { en: 'Take it', zh: '领用' },
    reserved: { en: 'It is waiting for you on the quay', zh: '它在码头等您' },
  },
  offers: [
    offer({
      reference: 'quay-stall',
      title: { en: 'A stall on the quay', zh: '码头摊位' },
      text: { en: 'Awning, two trestles and a view of the boats.', zh: '遮阳棚、两个支架，还有船景。' },
      deposit: 200,
      act: { en: 'Use a stall on the quay on Saturday', zh: '周六使用码头摊位一个' },
    }),
    offer({
      reference: 'brass-scales',
      title: { en: 'Brass scales', zh: '黄铜天平' },
      text: { en: 'Sealed by the weights office this spring.', zh: '今春经计量所检定。' },
      deposit: 120,
      act: { en: 'Borrow a set of brass scales for one day', zh: '借用黄铜天平一天' },
    }),
    offer({
      reference: 'oyster-barrow',
      title: { en: 'The oyster barrow', zh: '牡蛎推车' },
      text: { en: 'With a lamp, an ice chest and a bell.', zh: '配有灯、冰柜和铃铛。' },
      deposit: 300,
      act: { en: 'Borrow the oyster barrow for one day', zh: '借用牡蛎推车一天' },
    }),
  ],
  pages: { '/': marketHomePage },
  startPages: {},
}
