const PLACE = /^(?:.{2,7}?(?:省|自治区))?(?:.{2,7}?(?:市|州|盟|地区))?(?:.{1,6}?(?:区|县|旗))?/u;

/** The key without the province, city and county in front. */
function withoutPlace(key: string): string {
  const bare = key.replace(PLACE, '');
  return bare.length >= 2 ? bare : key;
}

/** Whether two keys can name one office: one holds the other, with or without the place in front. */
export function namesAgree(one: string, other: string): boolean {
  if (one === '' || other === '' || one === other) return true;
  if (one.includes(other) || other.includes(one)) return true;
  const [bareOne, bareOther] = [withoutPlace(one), withoutPlace(other)];
  if (bareOne === one && bareOther === other) return false;
  // Two different places in front are two offices.
  if (bareOne !== one && bareOther !== other) return false;
  return bareOne.includes(bareOther) || bareOther.includes(bareOne);
}
