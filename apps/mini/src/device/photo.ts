import { onH5 } from './build.ts'
import { FileRefused } from './file.ts'

/** Longer side of a photo in pixels: every letter of a card stays readable, and it travels over a village's network. */
const longest = 1280
const quality = 0.6

/** A photo taken now or chosen from the phone, made small: JPEG as base64; undefined when the person gave up. */
export function takePhoto(): Promise<string | undefined> {
  return onH5 ? takeInBrowser() : takeInWeChat()
}

/** The browser's own choice: camera or album. uni-app's way brings a library of its own into the first page. */
async function takeInBrowser(): Promise<string | undefined> {
  const file = await new Promise<File | undefined>((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.onchange = () => resolve(input.files?.[0])
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
  return file && smallJpeg(file)
}

async function smallJpeg(file: Blob): Promise<string> {
  const address = URL.createObjectURL(file)
  try {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    const scale = Math.min(1, longest / Math.max(picture.naturalWidth, picture.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.naturalWidth * scale)
    canvas.height = Math.round(picture.naturalHeight * scale)
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const text = canvas.toDataURL('image/jpeg', quality)
    return text.slice(text.indexOf(',') + 1)
  } catch {
    throw new FileRefused('这个文件不是照片,或者手机读不了。请重拍一张。')
  } finally {
    URL.revokeObjectURL(address)
  }
}

function takeInWeChat(): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    uni.chooseImage({
      count: 1,
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
      success: ({ tempFilePaths }) => {
        const [path] = tempFilePaths as string[]
        if (path === undefined) resolve(undefined)
        else void smaller(path).then(readBase64).then(resolve, reject)
      },
      fail: ({ errMsg }: { errMsg?: string }) => {
        if (/cancel/i.test(errMsg ?? '')) resolve(undefined)
        else reject(new FileRefused('手机没有允许拍照、看相册。请在微信的设置里打开相机和相册权限再试。'))
      },
    })
  })
}

/** Where the phone cannot make it smaller, as it is: the platform says when it is too large. */
function smaller(src: string): Promise<string> {
  return new Promise((resolve) => {
    uni.compressImage({
      src,
      quality: quality * 100,
      compressedWidth: longest,
      success: ({ tempFilePath }) => resolve(tempFilePath),
      fail: () => resolve(src),
    })
  })
}

function readBase64(filePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    uni.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: () => reject(new FileRefused('手机读不了这张照片,请重拍一张。')),
    })
  })
}
