/** What stands without the frame: nobody is signed in, or it is not known who. */
export function Alone({ children }: { children: React.ReactNode }): JSX.Element {
    return (
        <main className="alone" id="content">
            <div className="panel">{children}</div>
        </main>
    );
}
