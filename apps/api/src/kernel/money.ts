/** Integer fen within a sentence: «1,234.5元», thousands set apart, only as many decimals as it takes. */
export const yuanZh = (fen: number): string => `${(fen / 100).toLocaleString('zh-CN')}元`
