// Writes examples/residents.csv: a thousand residents who do not exist, the same ones each time. `--check` only
// compares. The places are invented too; no name belongs to a living person except by chance.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

const count = 1000
const target = new URL('../examples/residents.csv', import.meta.url)

const chineseSurnames = [
  ['Wang', '王'],
  ['Li', '李'],
  ['Zhang', '张'],
  ['Liu', '刘'],
  ['Chen', '陈'],
  ['Yang', '杨'],
  ['Huang', '黄'],
  ['Zhao', '赵'],
  ['Wu', '吴'],
  ['Zhou', '周'],
  ['Xu', '徐'],
  ['Sun', '孙'],
  ['Ma', '马'],
  ['Zhu', '朱'],
  ['Hu', '胡'],
  ['Guo', '郭'],
  ['He', '何'],
  ['Lin', '林'],
  ['Luo', '罗'],
  ['Gao', '高'],
  ['Liang', '梁'],
  ['Zheng', '郑'],
  ['Xie', '谢'],
  ['Song', '宋'],
  ['Tang', '唐'],
  ['Han', '韩'],
  ['Deng', '邓'],
  ['Feng', '冯'],
  ['Ouyang', '欧阳'],
  ['Situ', '司徒'],
]
const chineseGiven = {
  F: [
    ['Yuzhu', '语竹'],
    ['Mei', '梅'],
    ['Xiuying', '秀英'],
    ['Lan', '兰'],
    ['Jing', '静'],
    ['Xiaoling', '小玲'],
    ['Yan', '燕'],
    ['Shuhua', '淑华'],
    ['Ruoxi', '若曦'],
    ['Zihan', '梓涵'],
    ['Yutong', '雨桐'],
    ['Qiuyue', '秋月'],
  ],
  M: [
    ['Wei', '伟'],
    ['Jianguo', '建国'],
    ['Haoran', '浩然'],
    ['Ming', '明'],
    ['Zhiqiang', '志强'],
    ['Yichen', '奕辰'],
    ['Guohua', '国华'],
    ['Tao', '涛'],
    ['Zixuan', '子轩'],
    ['Deming', '德明'],
    ['Bo', '波'],
    ['Jiahao', '家豪'],
  ],
}
const latinSurnames = [
  ['Müller', '穆勒', 'DEU'],
  ['García', '加西亚', 'ESP'],
  ['Silva', '席尔瓦', 'BRA'],
  ['Dubois', '杜布瓦', 'FRA'],
  ['Okafor', '奥卡福', 'NGA'],
  ['Novák', '诺瓦克', 'CZE'],
  ['O’Brien', '奥布莱恩', 'IRL'],
  ['Nguyễn', '阮', 'VNM'],
  ['Santos', '桑托斯', 'PHL'],
  ['Jørgensen', '约根森', 'DNK'],
  ['Rossi', '罗西', 'ITA'],
  ['Smith', '史密斯', 'GBR'],
  ['Kowalska', '科瓦尔斯卡', 'POL'],
  ['Fernandes', '费尔南德斯', 'IND'],
  ['Lindqvist', '林德奎斯特', 'SWE'],
]
const latinGiven = {
  F: [
    ['Anna', '安娜'],
    ['María José', '玛丽亚·何塞'],
    ['Chloé', '克洛伊'],
    ['Ngozi', '恩戈齐'],
    ['Sinéad', '希尼德'],
    ['Linh', '玲'],
    ['Astrid', '阿斯特丽德'],
  ],
  M: [
    ['Jan', '扬'],
    ['Luís', '路易斯'],
    ['Étienne', '艾蒂安'],
    ['Emeka', '埃梅卡'],
    ['Tomás', '托马斯'],
    ['Minh', '明'],
    ['Søren', '索伦'],
  ],
}
const regions = [
  { code: '990101', region: 'Old Harbour', regionZh: '旧港区', locality: 'Harbour City', postal: '990110' },
  {
    code: '990102',
    region: 'Lantern Hill',
    regionZh: '灯笼山区',
    locality: 'Harbour City',
    postal: '990120',
  },
  { code: '990103', region: 'Willow Bay', regionZh: '柳湾区', locality: 'Harbour City', postal: '990130' },
  { code: '990201', region: 'North Reed', regionZh: '北苇县', locality: 'Reedmouth', postal: '990210' },
  { code: '990202', region: 'Salt Meadows', regionZh: '盐田县', locality: 'Whitesalt', postal: '990220' },
]
const streets = [
  ['Lantern Street', '灯笼街'],
  ['Ferry Road', '渡口路'],
  ['Plum Lane', '梅花巷'],
  ['Station Avenue', '车站大道'],
  ['Cooper’s Row', '箍桶巷'],
  ['Jade Bridge Street', '玉桥街'],
  ['Cannery Road', '罐头厂路'],
  ['Heron Quay', '白鹭码头'],
]
const birthPlaces = ['Harbour City', 'Reedmouth', 'Whitesalt', 'Old Harbour', 'Porto Novo', 'Kestrel Point']

/** A small generator with a fixed seed (mulberry32): the file is the same on every machine. */
function createRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = createRandom(20_261_123)
const pick = (list) => list[Math.floor(random() * list.length)]
const between = (low, high) => low + Math.floor(random() * (high - low + 1))
const twoDigits = (value) => String(value).padStart(2, '0')
const date = (year) => `${year}-${twoDigits(between(1, 12))}-${twoDigits(between(1, 28))}`

/** A third was born before 1970, a quarter after 2000. */
function birthYear(index) {
  if (index % 12 < 4) return between(1931, 1969)
  if (index % 12 < 7) return between(2001, 2008)
  return between(1970, 2000)
}

function resident(index) {
  const isChinese = random() < 0.62
  const sex = random() < 0.49 ? 'M' : random() < 0.98 ? 'F' : 'X'
  const [familyName, familyNameZh, country] = pick(isChinese ? chineseSurnames : latinSurnames)
  const [givenName, givenNameZh] = pick(
    (isChinese ? chineseGiven : latinGiven)[sex === 'X' ? pick(['F', 'M']) : sex],
  )
  const residencyStatus = isChinese
    ? pick(['citizen', 'citizen', 'permanent'])
    : pick(['permanent', 'temporary'])
  const year = birthYear(index)
  const place = pick(regions)
  const [street, streetZh] = pick(streets)
  const number = between(1, 240)
  const issueYear = 2026
  const isTemporary = residencyStatus === 'temporary'
  return {
    familyName,
    givenName,
    familyNameZh,
    givenNameZh,
    birthDate: date(year),
    birthPlace: random() < 0.85 ? pick(birthPlaces) : '',
    sex,
    nationality: residencyStatus === 'citizen' ? 'CHN' : (country ?? pick(['CHN', 'SGP', 'MYS'])),
    residentNumber: `HC${String(2_026_000_001 + index * 7).padStart(10, '0')}`,
    documentNumber: `V${String(10_000_003 + index * 13).padStart(8, '0')}`,
    regionCode: place.code,
    region: place.region,
    streetAddress: `${number} ${street}`,
    locality: place.locality,
    postalCode: place.postal,
    addressZh: random() < 0.9 ? `${place.regionZh}${streetZh}${number}号` : '',
    residentSince: date(between(Math.max(year, 1950), 2024)),
    residencyStatus,
    photoHash: `sha256-${createHash('sha256').update(`invented photo ${index}`).digest('base64')}`,
    issueDate: `${issueYear}-${twoDigits(between(1, 10))}-${twoDigits(between(1, 28))}`,
    expiryDate: `${issueYear + (isTemporary ? 2 : 9)}-${twoDigits(between(1, 12))}-28`,
  }
}

const quote = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const residents = Array.from({ length: count }, (_, index) => resident(index))
const rows = [Object.keys(residents[0]), ...residents.map(Object.values)]
const text = `${rows.map((row) => row.map(quote).join(',')).join('\n')}\n`

if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '')
  if (current !== text) {
    console.error(
      'examples/residents.csv differs from what its generator makes: run scripts/generate-residents.mjs.',
    )
    process.exitCode = 1
  }
} else {
  await writeFile(target, text)
}
