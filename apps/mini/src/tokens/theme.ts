import { computed, reactive } from 'vue'

import { phoneStore } from '../device/store.ts'
import { ownTextScale } from '../device/text-scale.ts'
import { cssVariables, elder, normal } from './tokens.ts'

/** The version a person has chosen, remembered on the phone and the same on every page. */
export const theme = reactive({ elder: phoneStore.read<boolean>('elder') ?? false, textScale: ownTextScale() })

export function switchElder(): void {
  theme.elder = !theme.elder
  phoneStore.write('elder', theme.elder)
}

/** The style of every page's outermost element. */
export const themeStyle = computed(() => cssVariables(theme.elder ? elder : normal, theme.textScale))
