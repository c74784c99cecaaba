import Landing
import Pipelines
import Warehouse

/// How far the tables are that our own loader fills: it knows without looking into them. All others are asked.
struct LoadWatermarks: Sendable {
    let loader: Loader?
    let tables: TableWatermarks

    func read(_ questions: [WatermarkQuestion]) async -> [TableName: Watermark] {
        let loaded = questions.filter { Self.isLoaded($0.table) }
        let others = questions.filter { !Self.isLoaded($0.table) }
        var answers = await tables.read(others)
        guard let loader else {
            for (table, watermark) in await tables.read(loaded) { answers[table] = watermark }
            return answers
        }
        let statistics = await loader.statistics
        let isWaiting = statistics.queue.last > statistics.loadedThrough
        let completeTo = isWaiting ? statistics.lastLoadAt?.microseconds : Timestamp.now().microseconds
        for question in loaded {
            answers[question.table] = Watermark(
                version: "loaded through \(statistics.loadedThrough)", completeTo: completeTo)
        }
        return answers
    }

    private static func isLoaded(_ table: TableName) -> Bool {
        LandingSchema.loadedTables.contains("\(table.schema ?? "main").\(table.name)".lowercased())
    }
}
