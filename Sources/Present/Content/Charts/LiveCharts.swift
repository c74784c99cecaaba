internal import Synchronization

/// The charts that the project's files hold, replaced as a whole when the files change.
package final class LiveCharts: Sendable {
    private let charts: Mutex<[ChartFile]>

    package init(_ files: ContentFiles) { charts = Mutex(files.charts) }

    /// In the order of their numbers.
    package var current: [ChartFile] { charts.withLock { $0 } }

    package func chart(_ id: String) -> ChartFile? { current.first { $0.id == id } }

    /// Takes over what `files` hold. Of a file with an error in it, what was read last stays.
    package func replace(with files: ContentFiles) {
        charts.withLock { charts in
            let read = Set(files.charts.map(\.id))
            let kept = charts.filter { files.brokenFiles.contains($0.location.file) && !read.contains($0.id) }
            charts = (files.charts + kept).sorted { (Int64($0.id) ?? 0) < (Int64($1.id) ?? 0) }
        }
    }
}
