import { compiledMini } from '../mini-host/compiled.ts'
import { Phone } from '../mini-host/phone.ts'
import { origin } from './browse.ts'

/**
 * Runs a story on phones with the compiled mini-program; at its end none of them may hold an error.
 * @throws the story's own error, or what went wrong in the program
 */
export async function onPhones(story: (newPhone: () => Phone) => Promise<void>): Promise<void> {
  const phones: Phone[] = []
  const newPhone = (): Phone => {
    const phone = new Phone({
      folder: compiledMini,
      builtFor: process.env.PLATFORM_URL ?? 'http://127.0.0.1:8080',
      platform: origin,
    })
    phones.push(phone)
    return phone
  }
  try {
    await story(newPhone)
    const errors = phones.flatMap((phone) => phone.errors)
    if (errors.length > 0) throw new Error(`what went wrong in the mini-program:\n  ${errors.join('\n  ')}`)
  } finally {
    for (const phone of phones) phone.close()
  }
}
