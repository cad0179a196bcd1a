import type { EndpointPath } from '@linggong/contract/endpoint.ts'

/**
 * Address of a file the platform answers (PDF, Excel), for a link: the browser opens it with the session's cookie.
 * @throws Error naming a part of the path that was not given
 */
export function fileAddress(
  { path }: EndpointPath,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams(query).toString()
  return search === '' ? filled : `${filled}?${search}`
}
