internal import FrontDoor
package import Hummingbird
package import QueryRunner

/// The parameters of the run calls (Looker API 4.0) that say how a query is answered. What only concerns pictures, or a
/// second version of a project, is taken and has no effect.
package struct RunOptions: Sendable {
    /// In place of the query's own; `-1` is none.
    package var limit: Int?
    package var cache = CacheUse.fresh
    /// Formatted text rather than raw values; `nil` is what the format does by itself.
    package var appliesFormatting: Bool?
    /// Whether columns are named and left out as the picture has them.
    package var appliesVis = false
    package var addsDrillLinks = false
    package var rebuildsTables = false
    /// Whether table calculations are computed.
    package var calculates = true
    package var priority = AdmissionQueue.Priority.interactive

    package init() {}

    /// - Throws: ``RequestFailure/badRequest(_:)`` for a limit that is no number.
    package init(_ request: Request) throws {
        if let text = request.parameter("limit"), !text.isEmpty {
            guard let number = Int(text) else {
                throw RequestFailure.badRequest("limit must be a whole number; -1 means none.")
            }
            limit = number
        }
        if request.flag("cache_only") == true {
            cache = .only
        } else if request.flag("cache") == false {
            cache = .refresh
        }
        appliesFormatting = request.flag("apply_formatting")
        appliesVis = request.flag("apply_vis") ?? false
        addsDrillLinks = request.flag("generate_drill_links") ?? false
        rebuildsTables = request.flag("rebuild_pdts") ?? false
        calculates = request.flag("server_table_calcs") ?? true
    }
}
