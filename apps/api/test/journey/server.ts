import { attachPlatform, type Platform as Attached } from '../platform.ts'

/** A platform with its sandbox: journeys read the SMS there and tap as people do. */
export type Platform = Attached & { sandboxUrl: string }

/** Ends the run with one line that names the way out. */
export class CannotRun extends Error {}

/** The platform running on DATA_DIR (default .data), or one of our own. */
export async function findOrStart(say: (line: string) => void): Promise<Platform> {
  const platform = await attachPlatform((line) => {
    if (!line.startsWith('  ')) say(`  ${line}`)
  })
  if (platform.own) say('数据放在临时文件夹,结束后删除')
  else say(`用正在运行的平台:${platform.url}`)
  const { sandboxUrl } = platform
  if (!sandboxUrl) {
    throw new CannotRun(
      'the running server has no sandbox: journeys need a demonstration (npm start without DATABASE_URL) / 没有沙箱',
    )
  }
  return { ...platform, sandboxUrl }
}
