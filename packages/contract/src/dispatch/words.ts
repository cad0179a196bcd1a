/** What a person does not want to see again on the list of work. */
export const dislikeKinds = { posting: '这个活', occupation: '这种活', employer: '这家用工方' } as const
export type DislikeKind = keyof typeof dislikeKinds
