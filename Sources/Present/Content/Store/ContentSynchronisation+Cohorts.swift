import Foundation
import GRDB
import JSON

extension ContentSynchronisation {
    /// Cohorts are known by their names. A file that says something else than before makes a new version; one that comes
    /// back goes on where it was.
    mutating func synchroniseCohorts() throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, name, source, deleted_at, version FROM cohorts ORDER BY deleted_at IS NULL, id")
        let existing = Dictionary(rows.map { ($0["name"] as String, $0) }, uniquingKeysWith: { $1 })
        var kept: Set<Int64> = []
        for cohort in files.cohorts {
            let row = existing[cohort.name]
            let file = cohort.location.file
            let isDeleted = (row?["deleted_at"] as Int64?) != nil
            let isSaved = row != nil && (row?["source"] as String?) == nil
            if isSaved, !isDeleted {
                problems.report(
                    "duplicate-id", "A cohort `\(cohort.name)` was saved in Soundings.", at: cohort.location,
                    suggestion: "Give the cohort in the file another name, or delete the other one.")
                continue
            }
            guard let row, !isSaved, let id = row["id"] as Int64? else {
                try db.execute(
                    sql: "INSERT INTO cohorts (name, source, created_at, version) VALUES (?, ?, ?, 1)",
                    arguments: [cohort.name, file, now])
                let id = db.lastInsertedRowID
                kept.insert(id)
                try SavedCohort.insert(
                    db, id, version: 1, cohort.description, cohort.definition, note: "", by: nil, now: now)
                continue
            }
            kept.insert(id)
            try db.execute(
                sql: """
                    UPDATE cohorts SET source = ?, deleted_at = NULL WHERE id = ? AND (source IS NOT ? OR deleted_at IS NOT NULL)
                    """, arguments: [file, id, file])
            let last = try SavedCohort.existing(db, String(id))
            guard last.description != cohort.description || last.definition != cohort.definition else { continue }
            try SavedCohort.insert(
                db, id, version: last.version + 1, cohort.description, cohort.definition, note: "", by: nil, now: now)
        }
        for row in rows where (row["deleted_at"] as Int64?) == nil {
            guard let id = row["id"] as Int64?, let source = row["source"] as String?, !kept.contains(id),
                !files.brokenFiles.contains(source)
            else { continue }
            try db.execute(sql: "UPDATE cohorts SET deleted_at = ? WHERE id = ?", arguments: [now, id])
        }
    }
}
