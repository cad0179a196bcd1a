/** Integer fen in yuan without the unit: «1,234.5», thousands set apart, only as many decimals as it takes. */
export const yuanDigits = (fen: number): string => (fen / 100).toLocaleString('zh-CN')

/** Integer fen within a sentence: «1,234.5元». */
export const yuanZh = (fen: number): string => `${yuanDigits(fen)}元`
