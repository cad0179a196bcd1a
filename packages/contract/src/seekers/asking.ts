/** From when and until when people let themselves be asked, as they tap it; the empty one: as the platform usually asks. */
export type HourChoice = { value: string; label: string }

const usual: HourChoice = { value: '', label: '按平常的' }

function clockWords(clock: string): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  // People say «晚上9点»; the small hours and the morning stand under a heading that says so.
  return `${hours >= 18 ? `晚上${hours - 12}` : hours}点${minutes === 30 ? '半' : ''}`
}

const choices = (clocks: readonly string[]): HourChoice[] => [
  usual,
  ...clocks.map((value) => ({ value, label: clockWords(value) })),
]

const early = ['04:00', '04:30', '05:00', '05:30', '06:00', '07:00', '08:00', '09:00']
const late = ['18:00', '19:00', '20:00', '21:00', '22:00', '23:00']

/** The choices, and the one that holds already where it is another. */
function withChosen(clocks: readonly string[], chosen: string): HourChoice[] {
  return choices(chosen === '' || clocks.includes(chosen) ? clocks : [...clocks, chosen].sort())
}

export const askFromChoices = (chosen: string): HourChoice[] => withChosen(early, chosen)
export const askUntilChoices = (chosen: string): HourChoice[] => withChosen(late, chosen)

/** `5点起可以找`, `晚上9点以后别找`; nothing for who has said nothing. */
export function askingWords(hours: { askFrom: string | null; askUntil: string | null }): string[] {
  return [
    ...(hours.askFrom === null ? [] : [`${clockWords(hours.askFrom)}起可以找`]),
    ...(hours.askUntil === null ? [] : [`${clockWords(hours.askUntil)}以后别找`]),
  ]
}
