/** For the seed: what an account's ciphertext is bound to. */
export { accountField as payeeAccountField } from './store-payments.ts'
export { limitRows, type Limit } from './limits.ts'
