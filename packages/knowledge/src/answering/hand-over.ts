/** 人工 where it is no part of something else: 人工智能, 人工授精. */
const PERSON =
  /人工(?!智能|授精|受孕|流产|费|成本|湖|林|草|晶体|关节|耳蜗|心脏|降雨|增雨|繁育|养殖)|真人|活人|找(?:个|一个|你们)?人(?!才|民|社|大|事)|坐席|转(?:接)?客服|(?:human|operator|live\s+agent|real\s+(?:human|person)|(?:talk|speak)\s+(?:to|with)\s+(?:a\s+|an\s+)?(?:person|someone|somebody|agent))\b/iu;

/** Whether somebody asks for a person, who is then reached at once, whatever else the message says. */
export function asksForPerson(message: string): boolean {
  return PERSON.test(message.normalize('NFKC').replace(/\s+(?=\p{Script=Han})/gu, ''));
}
