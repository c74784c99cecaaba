import { useMemo } from "react";
import { fetchLook } from "../../api/content";
import type { ContentItem } from "../../api/content";
import { useResource } from "../../api/useResource";
import { readVis } from "../../charts/vis";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { AnswerView } from "../../results/AnswerView";
import { DataTime } from "../../results/DataTime";
import { Problem } from "../../results/Problem";
import { useAnswer } from "../../results/useAnswer";

/** A Look on a card, with its picture where there is room for one. */
export function LookCard({ item, withPicture }: { item: ContentItem; withPicture: boolean }): JSX.Element {
    return (
        <article className="card look-card">
            <h3><Link href={lookAddress(item.id)}>{item.title}</Link></h3>
            {item.description !== "" && <p className="card-text">{item.description}</p>}
            {withPicture ? <CardPicture item={item} /> : <p className="card-kind"><Icon name="column" /> Look</p>}
        </article>
    );
}

function CardPicture({ item }: { item: ContentItem }): JSX.Element {
    const look = useResource(`look ${item.id}`, (signal) => fetchLook(item.id, signal));
    const query = look.value?.query ?? null;
    const answer = useAnswer(query);
    const vis = useMemo(() => readVis(query?.visConfig), [query]);
    if (look.error !== null) return <Problem error={look.error} what="Look" onRetry={look.reload} />;
    if (query === null) return <div className="card-picture"><Skeleton shape="chart" /></div>;
    return (
        <>
            <div className="card-picture">
                <AnswerView query={query} answer={answer} vis={vis} label={item.title} view="chart" filters={[]} />
            </div>
            <p className="card-foot"><DataTime query={query} /></p>
        </>
    );
}
