/** Signs that writing an address may vary: spaces, brackets, separators, «号» against «#» and the like. */
const loose = /[\s()()[\]【】,,.。、\-—–_·#号]/gu

/**
 * What stays of an address when everything is left out that writing may vary, so that the same place written twice
 * is found again. Wide letters and digits count as narrow ones.
 */
export function addressKey(town: string, address: string): string {
  const narrow = address.normalize('NFKC').toLowerCase()
  return `${town.slice(0, 9)}:${narrow.replace(/^福建省?|^宁德市/gu, '').replace(loose, '')}`
}
