package condyle.net;

import condyle.config.Registry;

/** All networks by name. To add one, write its file and one line here. */
public final class Networks {
    public static final Registry<Task, Network> ALL =
            Registry.<Task, Network>of("network").add("unet", UNet.Config.TINY, UNet::new);

    private Networks() {}
}
