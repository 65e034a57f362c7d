import { listingIssueWords, type Listing } from '@everyline/contract';
import { listingStatusWords, MarkedText, say, useLanguage } from '@everyline/ui';
import { Card } from 'antd';
import { Link } from 'react-router';

import { Measured } from '../../measured.tsx';
import { positionText } from '../../position-text.ts';
import { useWords } from '../../words/words.ts';

/** Everywhere the number is published, with the text as it stands there and the number marked. */
export function ListingsCard({ listings }: { listings: readonly Listing[] }) {
  const words = useWords();
  return (
    <Card title={`${words.line.listings} (${listings.length})`}>
      {listings.length === 0 ? (
        <p className="quiet">{words.line.noListings}</p>
      ) : (
        <ul className="listing-list">
          {listings.map((listing) => (
            <li key={listing.id}>
              <ListingText listing={listing} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** One listing: its text, who and what it says, where it stands and when that was read. */
export function ListingText({
  listing,
  withSource = true,
}: {
  listing: Listing;
  withSource?: boolean;
}) {
  const words = useWords();
  const { language } = useLanguage();
  const said = [listing.owner, listing.service, listing.hours].filter((one) => one !== null);
  return (
    <>
      <MarkedText text={listing.markedText} />
      {said.length > 0 && <div>{said.join(' · ')}</div>}
      <div className="quiet small">
        {withSource && <Link to={`/sources/${listing.sourceId}`}>{listing.sourceName}</Link>}
        {withSource && ' · '}
        {positionText(listing.position, language)} · <Measured atMs={listing.readAtMs} />
        {listing.areaCodeInferred && ` · ${words.line.inferred}`}
        {listing.status !== 'active' && (
          <b> · {say(listingStatusWords[listing.status], language)}</b>
        )}
        {listing.issues.length > 0 && ` · ${say(listingIssueWords(listing.issues), language)}`}
      </div>
    </>
  );
}
