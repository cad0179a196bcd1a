/** The most an amount may be, in fen: what lies above is a slip of the hand. */
export const mostFen = 100_000_000_00
/** Said of more than `mostFen`, by every form and by the platform alike. */
export const tooMuchWords = '金额太大了,最多100,000,000元(1亿元),请核对'
