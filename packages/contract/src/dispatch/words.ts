/** What a person does not want to see again on the list of work. */
export const dislikeKinds = { posting: '这个活', occupation: '这种活', employer: '这家用工方' } as const
export type DislikeKind = keyof typeof dislikeKinds

/** What the chance of a yes is foretold from; nothing of sex, age, origin, health or status. */
export const acceptanceFeatures = {
  payAboveWish: '工钱比想要的高',
  kilometres: '路远',
  hoursToStart: '离开工还早',
  sameWork: '干过这种活',
  sameEmployer: '在这家干过',
  ownRate: '以往答应得多',
  byVoice: '靠打电话问',
} as const
export type AcceptanceFeature = keyof typeof acceptanceFeatures
