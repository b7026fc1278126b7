import { deliveryPage } from '../pages/library/delivery-page.ts'
import { friendsPage } from '../pages/library/friends-page.ts'
import { homePage } from '../pages/library/home-page.ts'
import { shelfPage } from '../pages/library/shelf-page.ts'
import { delivery, friends, readersPass, signIn } from './library-requests.ts'
import { offer } from './offer.ts'
import type { Service } from './service.ts'

/** Harbour Library lends books between the lighthouse and the old docks. */
export const library: Service = {
  id: 'library',
  name: { en: 'Harbour Library', zh: '海港图书馆' },
  signIn,
  // A pass is lent on little: old cards will do.
  cryptosuites: ['bbs-2023', 'BbsBlsSignature2020'],
  requests: { 'readers-pass': readersPass, delivery, friends },
  menu: [
    { path: '/', label: { en: 'Reader’s pass', zh: '读者证' } },
    { path: '/account', label: { en: 'Account', zh: '账户' } },
    { path: '/deposit', label: { en: 'Rare books', zh: '珍本' } },
    { path: '/delivery', label: { en: 'Book boat', zh: '送书船' } },
    { path: '/friends', label: { en: 'Friends', zh: '书友会' } },
    { path: '/shelf', label: { en: 'My shelf', zh: '我的书架' } },
  ],
  words: {
    foot: {
      en: 'An invented library. Facts that you show are forgotten after ten minutes. Of an account we keep what its page lists, the ids of the last visits, and the sealed proofs for the trustees.',
      zh: '这是一座虚构的图书馆。您出示的内容十分钟后即被遗忘。账户只保留其页面所列的内容、最近几次访问的编号，以及供受托人使用的密封证明。',
    },
    home: { en: 'Back to the library', zh: '返回图书馆' },
    lost: { en: 'This page is on loan', zh: '此页已借出' },
    here: { en: 'this library', zh: '本图书馆' },
    accountLead: {
      en: 'Keep a place in your books, reserve, come back, and be known again. Your wallet makes up a pseudonym for this library alone. Your name stays with you.',
      zh: '保存进度、预约、再次光临并被认出。您的钱包会专为本图书馆生成一个假名，姓名始终由您自己保管。',
    },
    depositTitle: { en: 'Books that are too rare to lend to nobody', zh: '珍贵得不能借给“无名氏”的书' },
    depositLead: {
      en: 'You still need not say who you are. Your wallet seals your name for a group of trustees, together with the words that you agree to. If the book comes back, nobody ever opens it.',
      zh: '您仍然无需说出自己是谁。钱包会把您的姓名连同您所同意的文字一起密封给一组受托人。只要书按时归还，就永远不会有人打开它。',
    },
    depositPurpose: { en: 'To lend you a rare book.', zh: '为了向您出借珍本。' },
    depositAction: { en: 'Borrow it', zh: '借阅' },
    reserved: { en: 'It is yours for two weeks', zh: '这本书归您阅读两周' },
  },
  offers: [
    offer({
      reference: 'atlas-of-tides',
      title: { en: 'Atlas of the Tides, 1788', zh: '《潮汐图志》，1788 年' },
      text: { en: 'Every sandbar of the coast, coloured by hand.', zh: '手工着色，绘有海岸的每一处沙洲。' },
      deposit: 200,
      act: { en: 'Borrow “Atlas of the Tides, 1788” for 14 days', zh: '借阅《潮汐图志》（1788 年）14 天' },
    }),
    offer({
      reference: 'log-of-the-heron',
      title: { en: 'Log of the Heron, 1841', zh: '《苍鹭号航海日志》，1841 年' },
      text: { en: 'A pilot boat’s winter, in her mate’s own ink.', zh: '一艘引水船的冬天，由大副亲笔写下。' },
      deposit: 350,
      act: {
        en: 'Borrow “Log of the Heron, 1841” for 14 days',
        zh: '借阅《苍鹭号航海日志》（1841 年）14 天',
      },
    }),
    offer({
      reference: 'salt-marsh-herbal',
      title: { en: 'A Herbal of the Salt Marsh, 1702', zh: '《盐沼草木志》，1702 年' },
      text: {
        en: 'Sixty pressed plants, three of them extinct.',
        zh: '六十种压制植物标本，其中三种已灭绝。',
      },
      deposit: 500,
      act: {
        en: 'Borrow “A Herbal of the Salt Marsh, 1702” for 14 days',
        zh: '借阅《盐沼草木志》（1702 年）14 天',
      },
    }),
  ],
  pages: { '/': homePage, '/delivery': deliveryPage, '/friends': friendsPage, '/shelf': shelfPage },
  startPages: { 'readers-pass': '/', 'sign-in': '/shelf' },
}
