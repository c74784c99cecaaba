/// Something that shows what a node makes: a dashboard, a Look, an explore, a field, an exposure.
package struct Dependent: Sendable, Hashable {
    /// `dashboard`, `look`, `explore`, `field`, `exposure`.
    package var kind: String
    /// The name by which it can be asked for again: `dashboard:409`, `orders.total`.
    package var name: String
    /// What people call it, where that is something else.
    package var title: String?

    package init(kind: String, name: String, title: String? = nil) {
        self.kind = kind
        self.name = name
        self.title = title
    }

    /// `Weekly review (dashboard:409)`, `field orders.total`.
    package var text: String { title.map { "\($0) (\(name))" } ?? "\(kind) \(name)" }
}
