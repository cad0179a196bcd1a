/** Which of the two builds this is; the compiler puts the answer in, and the other branch falls away. */
export const onH5 = process.env.UNI_PLATFORM === 'h5'
