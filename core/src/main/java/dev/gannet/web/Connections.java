package dev.gannet.web;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** Counts connections and closes those that take too long to say what they want. */
final class Connections implements Connection.Listener {
    private static final int MOST = 256;
    private static final int MOST_PER_ADDRESS = 32;

    /** One connection, and when it must have said what it wants; never while it is answered. */
    private record Entry(String address, long since, long patience) {
        boolean isLate(long now) {
            return now - since > patience;
        }
    }

    private final Patience patience;
    private final Map<EndPoint, Entry> entries = new HashMap<>();

    Connections(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint end = connection.getEndPoint();
        String address = address(end);
        boolean room;
        synchronized (this) {
            long same = entries.values().stream()
                    .filter(entry -> entry.address().equals(address))
                    .count();
            room = entries.size() < MOST && same < MOST_PER_ADDRESS;
            if (room) {
                entries.put(
                        end,
                        new Entry(
                                address,
                                System.nanoTime(),
                                patience.firstHeader().toNanos()));
            }
        }
        if (!room) {
            end.close();
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        entries.remove(connection.getEndPoint());
    }

    /** Its header is complete, and its body is to follow. */
    void readsBody(EndPoint end) {
        allow(end, patience.body().toNanos());
    }

    /** It is being answered; a write that stalls is the connector's business. */
    void isAnswered(EndPoint end) {
        allow(end, Long.MAX_VALUE);
    }

    /** It may ask for something else. */
    void waits(EndPoint end) {
        allow(end, patience.nextHeader().toNanos());
    }

    private synchronized void allow(EndPoint end, long nanos) {
        entries.computeIfPresent(end, (_, entry) -> new Entry(entry.address(), System.nanoTime(), nanos));
    }

    /** Closes those that are late. */
    void sweep() {
        long now = System.nanoTime();
        List<EndPoint> late;
        synchronized (this) {
            late = entries.entrySet().stream()
                    .filter(entry -> entry.getValue().isLate(now))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        late.forEach(EndPoint::close);
    }

    private static String address(EndPoint end) {
        return end.getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
