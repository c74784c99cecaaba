import { Fragment } from "react";

/** A name that is one long word, such as SearchResultClicked or clean.code_host, and may go on in the next line where one of its parts begins. */
export function Breakable({ name }: { name: string }): JSX.Element {
    return <>{name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[._/])/).map((part, index) => <Fragment key={index}>{index > 0 && <wbr />}{part}</Fragment>)}</>;
}
