import { computed, reactive, watchEffect } from 'vue'

import { tellLook } from '../device/first.ts'
import { phoneStore } from '../device/store.ts'
import { ownTextScale } from '../device/text-scale.ts'
import { isSignedIn } from '../platform/session.ts'
import { cssVariables, elder, normal } from './tokens.ts'

/** The version a person has chosen, remembered on the phone and the same on every page. */
export const theme = reactive({ elder: phoneStore.read<boolean>('elder') ?? false, textScale: ownTextScale() })

watchEffect(() => tellLook(theme.elder, theme.textScale, isSignedIn()))

export function switchElder(): void {
  theme.elder = !theme.elder
  phoneStore.write('elder', theme.elder)
}

/** The style of every page's outermost element. */
export const themeStyle = computed(() => cssVariables(theme.elder ? elder : normal, theme.textScale))
