/// A query with an id and a short name for addresses. Immutable: asking for an equal one finds this one.
///
/// Its properties are those of ``QueryDefinition``.
@dynamicMemberLookup
package struct SavedQuery: Sendable, Hashable {
    /// A number as text.
    package var id: String
    /// 22 letters and digits, or a name that a client chose: the `qid` of an explore's address, `/x/<slug>`.
    package var slug: String
    package var definition: QueryDefinition

    package subscript<Value>(dynamicMember path: KeyPath<QueryDefinition, Value>) -> Value { definition[keyPath: path] }
}
