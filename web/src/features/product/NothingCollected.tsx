/** What to do where no event has ever come. */
export function NothingCollected(): JSX.Element {
    return <p>No event has been collected yet. Point an SDK at this server with an ingestion key: <code>soundings key create</code> makes one.</p>;
}
