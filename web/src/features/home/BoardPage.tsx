import { fetchBoard } from "../../api/discovery";
import type { Pin } from "../../api/discovery";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Markdown } from "../../components/Markdown";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { plainText } from "../../words/plainText";

/** A board: sections of Looks, dashboards and links that belong together. */
export function BoardPage({ id }: { id: string }): JSX.Element {
    const board = useResource(`board ${id}`, (signal) => fetchBoard(id, signal), { freshFor: 30_000 });
    useTitle(board.value?.title);
    if (board.error !== null && board.value === undefined) return <><h1 className="aside">Board</h1><Problem error={board.error} what="board" onRetry={board.reload} actions={<Link href="/">Home</Link>} /></>;
    if (board.value === undefined) return <div role="status" aria-busy="true" aria-label="The board is loading"><Skeleton shape="lines" /></div>;
    const { value } = board;
    return (
        <>
            <header className="page-head"><h1>{value.title}</h1>{value.description !== "" && <div className="page-text"><Markdown text={value.description} /></div>}</header>
            {value.sections.every((section) => section.items.length === 0) && <Notice title="Nothing is on this board yet.">Or nothing that you may see.</Notice>}
            {value.sections.filter((section) => section.items.length > 0).map((section, index) => (
                <section key={index} className="home-section" aria-label={section.title || value.title}>
                    {section.title !== "" && <h2>{section.title}</h2>}
                    {section.description !== "" && <p className="page-text">{plainText(section.description)}</p>}
                    <ul className="kind-cards">{section.items.map((item) => <li key={`${item.kind} ${item.id}`}><Card item={item} /></li>)}</ul>
                </section>
            ))}
        </>
    );
}

function Card({ item }: { item: Pin }): JSX.Element {
    const icon = item.kind === "dashboard" ? "dashboard" : item.kind === "look" ? "column" : "link";
    const content = <><span className="kind-name"><Icon name={icon} /> <strong>{item.title}</strong></span>{item.description !== "" && <span className="card-text">{plainText(item.description)}</span>}</>;
    if (item.href.startsWith("http")) return <a className="card" href={item.href} rel="noreferrer" target="_blank">{content}</a>;
    return item.href === "" ? <div className="card">{content}</div> : <Link className="card" href={item.href}>{content}</Link>;
}
