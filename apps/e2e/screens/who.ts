/** Sample staff by their role's title. */
export const deskStaff = {
  countyOfficer: '福鼎市人社',
  cityOfficer: '市人社局',
  clerk: '驿站工作人员',
  siteManager: '驿站负责人',
  mediator: '调解员',
  marketOperator: '运营机构(零工市场)',
  auditor: '审计',
} as const
export type DeskStaff = keyof typeof deskStaff

/** Who sits at a desk: somebody not signed in, the employer of the cast, sample staff. */
export type DeskWho = 'visitor' | 'employerDesk' | DeskStaff
export type PhoneWho = 'nobody' | 'worker' | 'employer'
export type Who = PhoneWho | DeskWho

/** The three front ends; each has pages and widths of its own. */
export const fronts = ['H5', '门户', '工作台'] as const
export type Front = (typeof fronts)[number]

/** One page in one state, with the address that leads there. */
export type Screen = {
  front: Front
  name: string
  who: Who
  address: string
  /** Shown to an account that belongs to no site. */
  withoutSite?: true
}
