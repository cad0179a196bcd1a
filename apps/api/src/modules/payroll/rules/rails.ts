export const rails = ['wechat', 'bank', 'cash'] as const
export type Rail = (typeof rails)[number]

export type PayWays = {
  preferred: Rail
  hasWallet: boolean
  /** The person has agreed to receive without a tap. */
  authorised: boolean
  hasBankAccount: boolean
}

/** Rails the person can be paid on, the best first. The bank account (social-security card) is the fallback. */
export function railsFor(ways: PayWays | undefined): Rail[] {
  if (!ways) return []
  const possible: Rail[] = []
  if (ways.hasWallet) possible.push('wechat')
  if (ways.hasBankAccount) possible.push('bank')
  return possible.toSorted((a, b) => Number(b === ways.preferred) - Number(a === ways.preferred))
}

/** The rail of the next try: the first possible one that has not failed with these wages yet. */
export function nextRail(possible: readonly Rail[], failed: readonly Rail[]): Rail | undefined {
  return possible.find((rail) => !failed.includes(rail))
}

export type PayCheck = { canBePaid: boolean; needsTap: boolean; rails: Rail[]; messageZh: string }

/** Before a shift: can this person be paid, and what should they do if not? */
export function payCheck(ways: PayWays | undefined): PayCheck {
  const possible = railsFor(ways)
  const first = possible[0]
  if (!ways || first === undefined) {
    return {
      canBePaid: false,
      needsTap: false,
      rails: [],
      messageZh: '还没有填收款方式。请绑定微信零钱,或填社保卡(银行卡)卡号;也可以请驿站工作人员帮忙登记。',
    }
  }
  const needsTap = first === 'wechat' && !ways.authorised
  return {
    canBePaid: true,
    needsTap,
    rails: possible,
    messageZh: needsTap
      ? '工资会发到微信,到时请点一下“收款”。'
      : first === 'wechat'
        ? '工资会直接到微信零钱。'
        : '工资会发到银行卡。',
  }
}
