import type { Wording } from './types.ts'

const member = (kind: 'Invited' | 'Agreed' | 'Declined' | 'Left' | 'Removed') => ({
  event: `crewMember${kind}`,
  subject: 'crewMember',
  topic: 'work' as const,
})

/** Crews: who is asked, who has said what. `title` is the crew's name, `contact` its leader's. */
export const crewWordings: readonly Wording[] = [
  {
    ...member('Invited'),
    kind: 'crewMemberInvited.worker',
    to: 'worker',
    stands: ['invited'],
    title: '{contact}叫您加入班组',
    body: '{contact}叫您加入「{title}」。加不加入您定;加入以后合同还是自己签,工资发给您本人。',
  },
  {
    ...member('Agreed'),
    kind: 'crewMemberAgreed.crewLeader',
    to: 'crewLeader',
    stands: ['agreed'],
    title: '{worker}加入了班组',
    body: '{worker}加入了「{title}」,以后接整班的活可以带上。',
  },
  {
    ...member('Declined'),
    kind: 'crewMemberDeclined.crewLeader',
    to: 'crewLeader',
    stands: ['declined'],
    title: '{worker}没有加入班组',
    body: '{worker}没有答应加入「{title}」。',
  },
  {
    ...member('Left'),
    kind: 'crewMemberLeft.crewLeader',
    to: 'crewLeader',
    stands: ['left'],
    title: '{worker}退出了班组',
    body: '{worker}退出了「{title}」。已经接了的活照旧。',
  },
  {
    ...member('Removed'),
    kind: 'crewMemberRemoved.worker',
    to: 'worker',
    stands: ['left'],
    title: '您不在班组里了',
    body: '带班{contact}请您离开了「{title}」。已经接了的活照旧,以后的活您自己接。',
  },
]
