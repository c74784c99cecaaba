import FrontDoor
import Hummingbird
import Landing
import Materialization
import QueryRunner

/// `/healthz` and `/metrics` (Prometheus text format).
struct HealthRoutes: Sendable {
    let loader: Loader
    let pipelines: PipelineService
    let runner: QueryRunner
    let tables: TableBuilder

    func add(to router: Router<SoundingsRequestContext>) {
        router.get("healthz") { _, _ in Response.text("ok\n") }
        router.get("metrics") { request, _ in
            // Browsers find the page of the same address, which stands where no route answers.
            if request.headers[.accept]?.contains("text/html") == true { throw HTTPError(.notFound) }
            return Response.body(
                Array(await text().utf8), contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private func text() async -> String {
        let landing = await loader.statistics
        let load = await runner.admission.load
        let runs = await pipelines.runs
        let failures = await pipelines.failures
        let upToDate = await pipelines.isUpToDate
        let cached = runner.cache?.statistics
        let kept = await tables.tables
        let waiting = max(0, landing.queue.last - landing.loadedThrough)
        let values: [(name: String, type: String, help: String, value: Double)] = [
            ("queue_waiting", "gauge", "Requests that are acknowledged and not in the warehouse yet.", Double(waiting)),
            ("queue_bodies", "gauge", "Requests that the queue file holds.", Double(landing.queue.bodies)),
            ("queue_bytes", "gauge", "Bytes of the requests that the queue file holds.", Double(landing.queue.bytes)),
            (
                "queue_refused_total", "counter", "Requests refused because too much was waiting.",
                Double(landing.queue.refused)
            ),
            (
                "queue_rejected_total", "counter", "Requests and items that a door refused.",
                Double(landing.queue.rejected)
            ),
            (
                "quarantined_total", "counter", "Requests and items set aside while loading since the start.",
                Double(landing.rejects)
            ),
            ("loads_total", "counter", "Loads into the warehouse since the start.", Double(landing.loads)),
            ("loads_failed_total", "counter", "Loads that failed and were tried again.", Double(landing.failedLoads)),
            ("loaded_events_total", "counter", "Events loaded since the start.", Double(landing.events)),
            (
                "loaded_duplicates_total", "counter", "Events dropped as duplicates since the start.",
                Double(landing.duplicates)
            ),
            ("loaded_pings_total", "counter", "Pings loaded since the start.", Double(landing.pings)),
            (
                "load_lag_seconds", "gauge", "Age of what was loaded last when it was loaded.",
                Double(landing.lagMicroseconds) / 1e6
            ),
            ("queries_running", "gauge", "Queries that run.", Double(load.running)),
            ("queries_waiting", "gauge", "Queries that wait for a place.", Double(load.waiting)),
            ("cached_results", "gauge", "Results that are kept in memory.", Double(cached?.results ?? 0)),
            ("cached_bytes", "gauge", "Bytes of the results that are kept.", Double(cached?.bytes ?? 0)),
            ("cache_hits_total", "counter", "Queries answered from kept results.", Double(cached?.hits ?? 0)),
            ("cache_misses_total", "counter", "Queries that had no kept result.", Double(cached?.misses ?? 0)),
            (
                "kept_tables", "gauge", "Derived tables that are built.", Double(kept.count { $0.table != nil })
            ),
            (
                "kept_tables_failing", "gauge", "Derived tables whose last build failed.",
                Double(kept.count { $0.failures > 0 })
            ),
            ("pipeline_runs_total", "counter", "Runs of the pipelines since the start.", Double(runs)),
            (
                "pipelines_up_to_date", "gauge", "1 when the tables of the SQL models were built from what is loaded.",
                upToDate ? 1 : 0
            ),
            ("pipeline_failures_total", "counter", "SQL models that failed since the start.", Double(failures)),
        ]
        return values.map { name, type, help, value in
            "# HELP soundings_\(name) \(help)\n# TYPE soundings_\(name) \(type)\n"
                + "soundings_\(name) \(Self.number(value))\n"
        }.joined()
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
