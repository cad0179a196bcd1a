/** Most bytes of a file one may hand in, before base64. */
export const mostBytes = 700 * 1024

/** A file as base64. @throws Error with words for the person when it is too large or cannot be read */
export async function readFile(file: Blob): Promise<string> {
  if (file.size > mostBytes) throw new Error('文件太大了,最多700KB。照片请拍小一点,PDF请压缩后再传。')
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(new Error('这个文件读不了,请重新选择。'))
    reader.readAsDataURL(file)
  })
  return address.slice(address.indexOf(',') + 1)
}

/** A photo made small enough to travel: its longer side at most `longest` px, JPEG. */
export async function smallPhoto(file: Blob, longest = 1280): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('这张照片处理不了,请重拍一张。'))),
      'image/jpeg',
      0.7,
    )
  })
}
