package io.hearsay.stack;

import io.hearsay.antientropy.ExchangeCounts;
import io.hearsay.antientropy.audit.AuditCounts;
import io.hearsay.data.map.MapCounts;

/**
 * What a node's maps hold and have done since it started.
 *
 * @param counts entries and writes
 * @param exchanges comparisons with other nodes
 * @param audits what was read anew
 */
public record MapStats(MapCounts counts, ExchangeCounts exchanges, AuditCounts audits) {}
