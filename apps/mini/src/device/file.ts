import { onH5 } from './build.ts'
import { NoAnswer } from './transport.ts'

export class FileRefused extends Error {
  override name = 'FileRefused'
}

const timeLimitMs = 30_000

/** Fetches a PDF that needs the session and hands it to the person: saved by the browser, or opened in WeChat. */
export function openPdf(url: string, token: string | undefined, fileName: string): Promise<void> {
  const header: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return onH5 ? saveInBrowser(url, header, fileName) : openInWeChat(url, header)
}

async function saveInBrowser(url: string, headers: Record<string, string>, fileName: string): Promise<void> {
  let response: Response
  try {
    response = await fetch(url, { headers, signal: AbortSignal.timeout(timeLimitMs) })
  } catch (error) {
    throw new NoAnswer(error instanceof DOMException && error.name === 'TimeoutError')
  }
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as { message?: string }
    throw new FileRefused(body.message ?? '文件现在打不开,请过几分钟再试。')
  }
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), timeLimitMs)
}

function openInWeChat(url: string, header: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    uni.downloadFile({
      url,
      header,
      timeout: timeLimitMs,
      success: ({ statusCode, tempFilePath }) => {
        if (statusCode !== 200) return reject(new FileRefused('文件现在打不开,请过几分钟再试。'))
        uni.openDocument({
          filePath: tempFilePath,
          fileType: 'pdf',
          showMenu: true,
          success: () => resolve(),
          fail: () => reject(new FileRefused('手机打不开这个文件,请到驿站打印一份。')),
        })
      },
      fail: ({ errMsg }) => reject(new NoAnswer(/timeout/i.test(errMsg ?? ''))),
    })
  })
}
