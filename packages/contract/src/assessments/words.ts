/** Words of the yearly assessment (工作考核). */
export const assessmentResults = { stars: '评上星级', pass: '合格,不评星', fail: '不合格' } as const
export type AssessmentResult = keyof typeof assessmentResults

/** How a star rating is said: `starWords(4)` → 四星. */
export const starNames: Readonly<Record<number, string>> = { 5: '五星', 4: '四星', 3: '三星', 2: '二星', 1: '一星' }

/** Photos beside one item: a bound of one request, as in the recognition's inspection. */
export const photosAtMost = 6

/** Where the points of an item come from. */
export const pointSources = {
  computed: '平台记录算出',
  county: '县级评分',
  city: '市级抽查改分',
  none: '没有数据,不计分',
} as const
export type PointSource = keyof typeof pointSources
