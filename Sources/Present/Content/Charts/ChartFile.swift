package import JSON
package import LookML

/// A chart of product analytics that a project keeps as text.
package struct ChartFile: Sendable {
    /// A number of its own; `/charts/7`.
    package var id: String
    package var title: String
    package var description: String
    package var folder: FolderReference
    /// What ``ProductAnalytics/ChartDefinition`` reads.
    package var definition: JSONValue
    package var location: SourceLocation
}
