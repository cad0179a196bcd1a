/** For the command that tries a draft pack out on the register. */
export { replayRegister } from './actions/replay-register.ts'
export { dayOfReplay, withDraft } from './replay.ts'
