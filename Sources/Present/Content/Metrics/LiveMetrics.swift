internal import Synchronization

/// The metrics that are served, replaced as a whole when the project's files change.
package final class LiveMetrics: Sendable {
    private let metrics: Mutex<[MetricDefinition]>

    package init(_ files: ContentFiles) { metrics = Mutex(files.metrics) }

    /// By group and label.
    package var current: [MetricDefinition] { metrics.withLock { $0 } }

    /// Takes over what `files` hold. Of a file with an error in it, what was read last stays.
    package func replace(with files: ContentFiles) {
        metrics.withLock { metrics in
            let read = Set(files.metrics.map(\.name))
            let kept = metrics.filter { files.brokenFiles.contains($0.location.file) && !read.contains($0.name) }
            metrics = ContentFiles.ordered(files.metrics + kept)
        }
    }
}

extension ContentFiles {
    static func ordered(_ metrics: [MetricDefinition]) -> [MetricDefinition] {
        metrics.sorted {
            ($0.group.lowercased(), $0.label.lowercased(), $0.name)
                < ($1.group.lowercased(), $1.label.lowercased(), $1.name)
        }
    }
}
