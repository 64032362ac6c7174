"""Settings for The Littlest JupyterHub; not run here: it wants a machine with systemd to itself.

Read against its source (JupyterHub 5, systemdspawner 1). For a class on a rented Ubuntu or Debian
machine, each student with an account of the system: 4 to 8 processors and 16 GB for thirty. After
its own installation, with the course in /srv/course:

    sudo -E /opt/tljh/user/bin/pip install -r /srv/course/deploy/tljh/requirements.txt
    sudo cp -r /srv/course/notebooks /etc/skel/derivatives
    export MPLCONFIGDIR=/etc/skel/.config/matplotlib
    sudo -E /opt/tljh/user/bin/python -c "import matplotlib.font_manager"
    sudo cp /srv/course/deploy/tljh/derivatives.py /opt/tljh/config/jupyterhub_config.d/
    sudo tljh-config set limits.memory 1G
    sudo tljh-config set services.cull.timeout 10800
    sudo tljh-config reload hub

What lies in /etc/skel is copied when an account is made, at a student's first login, and never
again. Later additions are handed out by an nbgitpuller link, which keeps what a student has
changed. What the students have solved:

    sudo /opt/tljh/user/bin/python -m course_utils.overview /home
"""

c = get_config()  # noqa: F821

c.Spawner.default_url = "/lab/tree/derivatives/00_start_here.ipynb"
# A class starts at one moment. Its spawner draws the ports at random: should two meet, which one
# start in 150 did in a trial, the student starts again.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
c.Spawner.environment = dict.fromkeys(threads, "1") | {
    "PYTHONUTF8": "1",
    "JUPYTER_WIDGETS_ECHO": "0",  # see ../hub
}
c.Spawner.args = [
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--MappingKernelManager.cull_idle_timeout=7200",
    "--MappingKernelManager.cull_connected=True",
    "--MappingKernelManager.cull_interval=300",
]
